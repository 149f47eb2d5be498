#!/bin/sh
# Collect every sentence into locale/*/LC_MESSAGES/django.po and compile them. Needs Debian's gettext.
set -eu
export DEBUG=1 DATA_DIR="${DATA_DIR:-$(pwd)/var}"
.venv/bin/python manage.py makemessages -v 0 -l zh_Hans -l zh_Hant --no-location --no-wrap --no-obsolete -i .venv -i .tools -i var -i tests -i tools -i node_modules
.venv/bin/python -m tools.hant locale/zh_Hant/LC_MESSAGES/django.po # one way to write, whoever wrote it
for file in locale/*/LC_MESSAGES/django.po; do
  # the day of the run says nothing and makes every commit differ
  sed -i '/^"POT-Creation-Date:/d; /^"PO-Revision-Date:/d; /^"Last-Translator:/d; /^"Language-Team:/d; /^"Report-Msgid-Bugs-To:/d' "$file"
  msgfmt --check-format --statistics -o "${file%.po}.mo" "$file"
done

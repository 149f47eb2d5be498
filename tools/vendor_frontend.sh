#!/bin/sh
# Compiles the form base (govuk-frontend) and copies the map (leaflet) into static/vendor/.
# Run by hand when a version changes; nothing is built when the site runs. Needs node and npm.
# Never taken: the crest, the favicons, the GDS fonts, the header and footer (they are GOV.UK's own).
set -eu

GOVUK=6.6.0
LEAFLET=1.9.4
ROOT=$(cd "$(dirname "$0")/.." && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  "govuk-frontend@$GOVUK" "leaflet@$LEAFLET" sass@1 esbuild@0.28

cat >base.scss <<'SCSS'
// Only what our pages use. Colours are run-time properties, set by static/css/gongzhi.css; type and space follow our own scale.
// Line heights 1.71 and 1.36 stand for two run-time properties and are replaced below.
@use "node_modules/govuk-frontend/dist/govuk/settings" with (
  $govuk-font-family: inherit,
  $govuk-font-family-print: inherit,
  $govuk-include-default-font-face: false,
  $govuk-assets-path: "/none/",
  $govuk-border-width-form-element: 1.5px,
  $govuk-link-underline-offset: 0.22em,
  $govuk-link-underline-thickness: 1px,
  $govuk-link-hover-underline-thickness: 2px,
  $govuk-spacing-points: (0: 0, 1: 4px, 2: 8px, 3: 12px, 4: 16px, 5: 24px, 6: 32px, 7: 40px, 8: 48px, 9: 64px),
  $govuk-spacing-responsive-scale: (
    0: (null: 0), 1: (null: 4px), 2: (null: 8px), 3: (null: 12px), 4: (null: 16px), 5: (null: 24px), 6: (null: 32px),
    7: (null: 40px), 8: (null: 48px), 9: (null: 64px)
  ),
  $govuk-typography-scale: (
    80: (null: (font-size: 36px, line-height: 1.36)),
    48: (null: (font-size: 36px, line-height: 1.36)),
    36: (null: (font-size: 27px, line-height: 1.36)),
    27: (null: (font-size: 22px, line-height: 1.36)),
    24: (null: (font-size: 20px, line-height: 1.71)),
    19: (null: (font-size: 18px, line-height: 1.71)),
    16: (null: (font-size: 16px, line-height: 1.71))
  )
);
@use "node_modules/govuk-frontend/dist/govuk/core";
@use "node_modules/govuk-frontend/dist/govuk/objects/button-group";
@use "node_modules/govuk-frontend/dist/govuk/objects/form-group";
@use "node_modules/govuk-frontend/dist/govuk/components/back-link";
@use "node_modules/govuk-frontend/dist/govuk/components/breadcrumbs";
@use "node_modules/govuk-frontend/dist/govuk/components/button";
@use "node_modules/govuk-frontend/dist/govuk/components/character-count";
@use "node_modules/govuk-frontend/dist/govuk/components/checkboxes";
@use "node_modules/govuk-frontend/dist/govuk/components/date-input";
@use "node_modules/govuk-frontend/dist/govuk/components/details";
@use "node_modules/govuk-frontend/dist/govuk/components/error-message";
@use "node_modules/govuk-frontend/dist/govuk/components/error-summary";
@use "node_modules/govuk-frontend/dist/govuk/components/fieldset";
@use "node_modules/govuk-frontend/dist/govuk/components/file-upload";
@use "node_modules/govuk-frontend/dist/govuk/components/hint";
@use "node_modules/govuk-frontend/dist/govuk/components/input";
@use "node_modules/govuk-frontend/dist/govuk/components/label";
@use "node_modules/govuk-frontend/dist/govuk/components/language-navigation";
@use "node_modules/govuk-frontend/dist/govuk/components/notification-banner";
@use "node_modules/govuk-frontend/dist/govuk/components/pagination";
@use "node_modules/govuk-frontend/dist/govuk/components/radios";
@use "node_modules/govuk-frontend/dist/govuk/components/select";
@use "node_modules/govuk-frontend/dist/govuk/components/skip-link";
@use "node_modules/govuk-frontend/dist/govuk/components/summary-list";
@use "node_modules/govuk-frontend/dist/govuk/components/table";
@use "node_modules/govuk-frontend/dist/govuk/components/tag";
@use "node_modules/govuk-frontend/dist/govuk/components/task-list";
@use "node_modules/govuk-frontend/dist/govuk/components/textarea";
@use "node_modules/govuk-frontend/dist/govuk/components/warning-text";
@use "node_modules/govuk-frontend/dist/govuk/utilities";
SCSS

cat >base.mjs <<'JS'
export {
  createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink,
} from "govuk-frontend";
JS

note="/*! govuk-frontend $GOVUK, MIT licence, see LICENSE beside this file. Compiled by tools/vendor_frontend.sh. */"
out="$ROOT/static/vendor/govuk" # its LICENSE is kept by hand: the package carries none
mkdir -p "$out"
npx sass --quiet --no-source-map --style=compressed --no-charset --load-path=. base.scss base.css
sed -i 's/line-height:1\.71/line-height:var(--lh)/g; s/line-height:1\.36/line-height:var(--lh-tight)/g' base.css
{ echo "$note"; cat base.css; } >"$out/govuk.css"
npx esbuild base.mjs --bundle --minify --format=esm --target=chrome90,firefox90,safari14 --supported:destructuring=true --legal-comments=none --outfile=base.min.js --log-level=error
{ echo "$note"; cat base.min.js; } >"$out/govuk.js"

out="$ROOT/static/vendor/leaflet"
rm -rf "$out"
mkdir -p "$out"
# The marker and layer pictures are not taken (our pins are SVG), so the rules that ask for them go too.
grep -v sourceMappingURL node_modules/leaflet/dist/leaflet.js >"$out/leaflet.js"
sed 's/background-image: url([^)]*);//; s/behavior: url([^)]*);//' node_modules/leaflet/dist/leaflet.css |
  npx esbuild --loader=css --minify --log-level=error >"$out/leaflet.css"
cp node_modules/leaflet/LICENSE "$out/LICENSE"

if grep -lE 'url\(' "$ROOT"/static/vendor/*/*.css; then
  echo "a stylesheet asks for a file that is not here" >&2
  exit 1
fi
for file in "$ROOT"/static/vendor/*/*.css "$ROOT"/static/vendor/*/*.js; do
  printf '%s %s bytes, %s gzipped\n' "${file#"$ROOT"/}" "$(wc -c <"$file")" "$(gzip -9c "$file" | wc -c)"
done

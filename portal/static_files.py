"""Static files under names that change with what is in them, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts import one another by those names too; else a browser runs a script twice, once under each name."""

    support_js_module_import_aggregation = True

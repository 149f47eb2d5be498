"""A city in one file: its database, its pictures and a manifest with checksums. The keys are never inside."""

import hashlib
import hmac
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from civic.accounts.models import Person
from civic.lib.sealed import SealBroken, keyed_hash, seal, unseal
from civic.places.models import Area

FORMAT = 1
MANIFEST = "manifest.json"
PROBE = "These are the keys of this city."
PURPOSE = "backup probe"
CHUNK = 1 << 20


class ArchiveRefused(Exception):
    """A backup cannot be made, or cannot be brought back; nothing was changed."""


@dataclass(frozen=True)
class Archive:
    """A backup laid out in a folder, every file checked against the manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def database(self) -> Path:
        """The database's own file."""
        return self.folder / str(self.manifest["database"])


def database_name() -> str:
    """How the database lies in a backup."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


# --- making one ---


def write_archive(target: Path, *, at: datetime) -> Mapping[str, Any]:
    """Lay the whole city into one file that only its owner may read; the city works on. Raises ArchiveRefused."""
    if target.exists():
        raise ArchiveRefused(f"{target} is there already. Choose another name.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with os.fdopen(_private(unfinished), "wb") as out:
            workplace = TemporaryDirectory(dir=target.parent, prefix=".backup-")
            with workplace as kept, tarfile.open(fileobj=out, mode="w") as tar:
                manifest = _fill(tar, Path(kept), at=at)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _fill(tar: tarfile.TarFile, workplace: Path, *, at: datetime) -> Mapping[str, Any]:
    # Uploads before the database and once more after it: none may be missing that the database says is waiting.
    files: dict[str, dict[str, Any]] = {}
    _add_folder(tar, files, "uploads", Path(settings.UPLOAD_DIR))
    database = workplace / database_name()
    _dump(database)
    _add(tar, files, database.name, database)
    _add_folder(tar, files, "uploads", Path(settings.UPLOAD_DIR))
    _add_folder(tar, files, "pictures", Path(settings.MEDIA_ROOT))
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "django": django.get_version(),
        "vendor": connection.vendor,
        "database": database.name,
        "migrations": sorted(".".join(name) for name in MigrationRecorder(connection).applied_migrations()),
        "seal_probe": seal(PROBE, purpose=PURPOSE),
        "hash_probe": keyed_hash(PROBE, purpose=PURPOSE),
        "secret_probe": _secret_probe(),
        "files": files,
    }
    told = workplace / MANIFEST
    told.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    tar.add(told, MANIFEST)
    return manifest


def _secret_probe() -> str:
    return hmac.new(settings.SECRET_KEY.encode(), PROBE.encode(), hashlib.sha256).hexdigest()[:16]


def _add_folder(tar: tarfile.TarFile, files: dict[str, dict[str, Any]], name: str, folder: Path) -> None:
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        inside = f"{name}/{path.relative_to(folder).as_posix()}"
        if path.is_file() and inside not in files:
            try:
                _add(tar, files, inside, path)
            except FileNotFoundError:  # prepared or withdrawn in this moment
                continue


def _add(tar: tarfile.TarFile, files: dict[str, dict[str, Any]], name: str, path: Path) -> None:
    with path.open("rb") as kept:
        seal_of = _digest(kept.fileno())
        kept.seek(0)
        entry = tar.gettarinfo(arcname=name, fileobj=kept)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        tar.addfile(entry, kept)
    files[name] = {"sha256": seal_of, "bytes": entry.size}


def _digest(descriptor: int) -> str:
    with os.fdopen(os.dup(descriptor), "rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest()


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        try:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, no companion
        finally:
            copy.close()
        return
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _run(command: list[str], *, typed: Path | None = None) -> None:
    told = connection.settings_dict
    surroundings = {**os.environ, "PGDATABASE": told["NAME"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    surroundings |= {"PGHOST": told["HOST"] or "localhost", "PGPORT": str(told["PORT"] or 5432)}
    try:
        with (typed or Path(os.devnull)).open("rb") as typing:
            tried = subprocess.run(command, env=surroundings, stdin=typing, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ArchiveRefused(f"{command[0]} is not installed. On Debian: apt install postgresql-client") from None
    if tried.returncode != 0:
        raise ArchiveRefused(f"{command[0]} failed: {tried.stderr.strip()[-600:]}")


# --- bringing one back ---


def holds_a_city() -> bool:
    """Whether something would be lost by bringing a backup here."""
    tables = connection.introspection.table_names()
    return any(model._meta.db_table in tables and model._default_manager.exists() for model in (Person, Area))


def lay_out(source: Path, folder: Path) -> Archive:
    """Unpack a backup into a folder, every file checked against the manifest. Raises ArchiveRefused."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            manifest = _manifest(tar)
            seen = {entry.name for entry in _kept(tar, manifest, folder)}
    except (tarfile.TarError, OSError) as broken:
        raise ArchiveRefused(f"{source} cannot be read as a backup: {broken}") from None
    if missing := set(manifest["files"]) - seen:
        raise ArchiveRefused(f"{source} is damaged: {len(missing)} files are missing, {min(missing)} among them.")
    return Archive(folder, manifest)


def _manifest(tar: tarfile.TarFile) -> Mapping[str, Any]:
    try:
        told = tar.extractfile(MANIFEST)
        manifest = json.loads(told.read()) if told is not None else {}
    except (KeyError, ValueError):
        raise ArchiveRefused("This is no backup of Gongzhi: it has no manifest.") from None
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(f"This backup has format {manifest.get('format')}; this Gongzhi reads format {FORMAT}.")
    return dict(manifest)


def _kept(tar: tarfile.TarFile, manifest: Mapping[str, Any], folder: Path) -> Iterator[tarfile.TarInfo]:
    for entry in tar:
        if entry.name == MANIFEST:
            continue
        promised = manifest["files"].get(entry.name)
        content = tar.extractfile(entry) if entry.isreg() else None
        target = (folder / entry.name).resolve()
        if promised is None or content is None or not target.is_relative_to(folder.resolve()):
            raise ArchiveRefused(f"The backup holds something its manifest does not name: {entry.name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        seal_of = hashlib.sha256()
        with target.open("wb") as out:
            while chunk := content.read(CHUNK):
                seal_of.update(chunk)
                out.write(chunk)
        if seal_of.hexdigest() != promised["sha256"]:
            raise ArchiveRefused(f"The backup is damaged: {entry.name} is not what was put in.")
        yield entry


def check_keys(manifest: Mapping[str, Any]) -> list[str]:
    """Whether the keys at hand are those of the backup; what to warn of. Raises ArchiveRefused naming the missing."""
    day = str(manifest["made_at"])[:10]
    try:
        opened = unseal(manifest["seal_probe"], purpose=PURPOSE) == PROBE
    except SealBroken:
        opened = False
    if not opened:
        raise ArchiveRefused(
            f"SEAL_KEYS do not open this backup. Bring those of {day}: the file that SEAL_KEYS_FILE named then, or the "
            "line SEAL_KEYS of that day's secrets. Without them no contact can be read."
        )
    if not hmac.compare_digest(keyed_hash(PROBE, purpose=PURPOSE), manifest["hash_probe"]):
        raise ArchiveRefused(
            f"HASH_KEY is not that of this backup. Bring the one of {day}: the file that HASH_KEY_FILE named then. "
            "Without it no contact would be found again."
        )
    if not hmac.compare_digest(_secret_probe(), manifest["secret_probe"]):
        return [f"SECRET_KEY is not that of {day}: everybody signs in anew, and a repeated report gets another code."]
    return []


def check_fits(manifest: Mapping[str, Any]) -> None:
    """Whether this house can hold the backup. Raises ArchiveRefused for another database or a newer Gongzhi."""
    if manifest["vendor"] != connection.vendor:
        raise ArchiveRefused(
            f"This backup is of {manifest['vendor']}, and the database here is {connection.vendor}. "
            "Set DATABASE_URL to one of its kind."
        )
    known = {".".join(name) for name in MigrationLoader(connection).disk_migrations}
    if strange := set(manifest["migrations"]) - known:
        raise ArchiveRefused(f"A newer Gongzhi made this backup (it knows {max(strange)}). Install that one first.")


def bring_back(archive: Archive) -> None:
    """Put the city of the backup here: the database in one transaction, then the files by renaming."""
    _load(archive.database)
    for name, folder in (("pictures", Path(settings.MEDIA_ROOT)), ("uploads", Path(settings.UPLOAD_DIR))):
        new = archive.folder / name
        new.mkdir(exist_ok=True, mode=0o700)
        old = archive.folder / f"{new.name}-before"
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.replace(old)
        new.replace(folder)
        shutil.rmtree(old, ignore_errors=True)


def _load(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(dump)
        try:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise ArchiveRefused("The database in the backup is damaged.")
            copy.backup(connection.connection)
        except sqlite3.Error as broken:
            raise ArchiveRefused(f"The database is in use ({broken}). Stop servers and workers first.") from None
        finally:
            copy.close()
        connection.close()  # what it prepared belongs to the city before
        return
    script = dump.with_suffix(".sql")
    body = dump.with_suffix(".body.sql")
    _run(["pg_restore", "--no-owner", "--no-privileges", f"--file={body}", str(dump)])
    with script.open("wb") as out, body.open("rb") as made:
        out.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        shutil.copyfileobj(made, out)
    connection.close()
    careful = ["--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run(["psql", "--no-psqlrc", "--quiet", "--output=/dev/null", *careful], typed=script)

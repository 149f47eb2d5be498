"""The habits the import contract cannot see, held by reading the syntax trees."""

import ast

from tests.house.trees import APPS, ROOT, act_files, modules, names_in, public_functions

WATCHED = {"state", "publication"}


def _assigned(node: ast.AST) -> list[ast.Attribute]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    found: list[ast.Attribute] = []
    for target in targets:
        found += [
            part for part in ast.walk(target) if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
        ]
    return found


def test_a_state_is_assigned_only_in_the_acts_of_its_own_app() -> None:
    wrong = []
    for path, tree in modules("civic", "portal"):
        if len(path.parts) > 2 and path.parts[2].removesuffix(".py") == "actions":
            continue
        for node in ast.walk(tree):
            wrong += [
                f"{path}:{attribute.lineno} .{attribute.attr} ="
                for attribute in _assigned(node)
                if attribute.attr in WATCHED
            ]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("update", "bulk_update")
            ):
                wrong += [
                    f"{path}:{node.lineno} update({keyword.arg}=)"
                    for keyword in node.keywords
                    if keyword.arg in WATCHED
                ]
    assert wrong == []


def test_only_the_record_itself_writes_the_state_of_a_case() -> None:
    wrong = []
    for app in set(APPS) - {"cases", "notices"}:
        for path in act_files(app):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                wrong += [
                    f"{path.relative_to(ROOT)}:{attribute.lineno}"
                    for attribute in _assigned(node)
                    if attribute.attr in WATCHED and not _is_its_own(app, attribute)
                ]
    assert wrong == []


OWN = {  # what keeps a state beside the case, and how its acts call it
    "attendances": {"no_show"},
    "courses": {"claim", "course"},
    "honours": {"certificate", "star"},
    "hours": {"objection"},
    "shifts": {"activity", "need", "shift", "signup"},
    "volunteers": {"member", "organisation", "volunteer"},
    "notices": {"notice"},
    "promises": {"promise"},
    "youth": {"entry", "letter", "proposal"},
}


def _is_its_own(app: str, attribute: ast.Attribute) -> bool:
    return isinstance(attribute.value, ast.Name) and attribute.value.id in OWN.get(app, set())


def test_nothing_listens_behind_the_scenes() -> None:
    wrong = []
    for path, tree in modules("civic", "portal"):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                if node.name == "save" and any(argument.arg == "self" for argument in node.args.args):
                    wrong.append(f"{path}:{node.lineno} def save")
                wrong += [
                    f"{path}:{node.lineno} @receiver"
                    for decorator in node.decorator_list
                    if "receiver" in ast.unparse(decorator)
                ]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
                and "signal" in ast.unparse(node.func).lower()
            ):
                wrong.append(f"{path}:{node.lineno} signal")
            if isinstance(node, ast.Name) and node.id == "GenericForeignKey":
                wrong.append(f"{path}:{node.lineno} GenericForeignKey")
    assert wrong == []


def test_nothing_is_imported_inside_a_function() -> None:
    wrong = []
    for path, tree in modules("civic", "portal"):
        for outer in ast.walk(tree):
            if isinstance(outer, ast.FunctionDef) and outer.name != "ready":
                wrong += [
                    f"{path}:{inner.lineno} in {outer.name}"
                    for inner in ast.walk(outer)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert wrong == []


def test_every_app_that_holds_a_person_can_forget_one() -> None:
    holding = set()
    for path, tree in modules("civic"):
        if len(path.parts) < 3 or path.parts[2].removesuffix(".py") != "models":
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith(("ForeignKey", "OneToOneField"))
                and node.args
                and "AUTH_USER_MODEL" in ast.unparse(node.args[0])
            ):
                holding.add(path.parts[1])
    # journal's lines are abstract and live in the apps above; posts are an official's public record, and end
    forgetting = {
        app for app in APPS for path in act_files(app) for act in public_functions(path) if act.name == "forget"
    }
    assert holding - {"journal", "offices"} <= forgetting


def test_every_act_stands_in_one_transaction_or_says_how_it_locks() -> None:
    acts_without = []
    for app in ("handling", "supervision", "feedback"):
        for path in act_files(app):
            for act in public_functions(path):
                arguments = [argument.arg for argument in act.args.kwonlyargs]
                if (
                    "by" in arguments
                    and "at" in arguments
                    and not any("atomic" in ast.unparse(decorator) for decorator in act.decorator_list)
                ):
                    acts_without.append(f"{app}.{act.name}")
    assert acts_without == []


def test_every_module_and_public_act_says_what_it_means() -> None:
    silent = []
    for path, tree in modules("civic", "portal"):
        if path.stat().st_size and not ast.get_docstring(tree):
            silent.append(str(path))
    for app in APPS:
        for path in act_files(app):
            silent += [
                f"{path.relative_to(ROOT)}:{act.name}" for act in public_functions(path) if not ast.get_docstring(act)
            ]
    assert silent == []


def _named_in(*folders: str, acts: bool) -> set[str]:
    """Every name used in the acts of these folders, or in everything but the acts."""
    names: set[str] = set()
    for path, _tree in modules(*folders):
        if (len(path.parts) > 2 and path.parts[2].removesuffix(".py") == "actions") == acts:
            names |= names_in(path)
    return names


def test_every_act_has_a_test_that_calls_it() -> None:
    tested, doors = _named_in("tests", acts=False), _named_in("civic", "portal", acts=False)
    pieces = _named_in("civic", acts=True) - doors  # what acts are made of, and no door opens by itself
    untested = [
        f"{app}.{act.name}"
        for app in APPS
        for path in act_files(app)
        for act in public_functions(path)
        if act.name not in tested | pieces
    ]
    assert untested == []

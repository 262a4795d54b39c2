"""The imports' door: who may come in, what is taken, and that an upload ends as a loaded company."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend.catalog.tables import Site
from backend.identity.tables import PersonRole
from backend.intake.records import runs
from backend.intake.upload import uploads_in
from backend.settings import Settings
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import Role
from tests.builders import SmallCompany
from tests.phones import Phone

TERRITORY = "code,name\r\nT-9,Far north\r\n"
BAD_TERRITORY = "code,name\r\nT-9,Far north\r\nT-8,\r\n"


@pytest.fixture
async def steward(new_phone: Callable[[], Phone], small_company: SmallCompany) -> Phone:
    """Marta's phone, now that she also looks after the data."""
    await PersonRole.insert(
        PersonRole(id=new_id(), person_id=small_company.marta, role=Role.STEWARD.value)
    )
    made = new_phone()
    await made.sign_in("marta")
    return made


async def upload(phone: Phone, name: str, contents: bytes, **fields: str) -> Any:
    return await phone.http.post(
        "/api/v1/imports",
        files={"file": (name, contents, "text/csv")},
        data=fields,
        headers={"X-CSRF-Token": phone.token},
    )


@pytest.fixture(autouse=True)
def uploads(database: Settings) -> Path:
    """The folder where uploads wait, empty at first; the session's tests share their home."""
    folder = uploads_in(database.home)
    for left in folder.glob("*"):
        left.unlink()
    return folder


@pytest.fixture
def as_worker(database: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the worker hands to the process which imports."""
    monkeypatch.setenv("DATABASE_URL", database.database_url)
    monkeypatch.setenv("DATABASE_OWNER_URL", database.database_owner_url)
    monkeypatch.setenv("LOCKSTEP_HOME", str(database.home))


@pytest.mark.usefixtures("as_worker")
async def test_an_upload_is_checked_and_loaded_by_the_worker(
    steward: Phone, worker: OutboxWorker, uploads: Path
) -> None:
    answer = await upload(steward, "territory.csv", TERRITORY.encode())
    assert answer.status_code == 202, answer.text
    assert (answer.json()["status"], answer.json()["file_name"]) == ("waiting", "territory.csv")

    await worker.work_some()

    run = (await steward.http.get(f"/api/v1/imports/{answer.json()['id']}")).json()
    assert (run["status"], run["done_count"], run["bad_count"]) == ("done", 1, 0)
    assert run["ended_at"] is not None
    assert list(uploads.iterdir()) == []


@pytest.mark.usefixtures("as_worker")
async def test_a_bad_upload_changes_nothing_and_says_where(
    steward: Phone, worker: OutboxWorker
) -> None:
    answer = await upload(steward, "territory.csv", BAD_TERRITORY.encode())
    await worker.work_some()
    (run,) = (await steward.http.get("/api/v1/imports")).json()
    assert run["id"] == answer.json()["id"]
    assert run["status"] == "refused"
    assert [(cell["file"], cell["line"], cell["column"], cell["code"]) for cell in run["bad_cells"]] == [
        ("territory.csv", 3, "name", "missing")
    ]  # fmt: skip


@pytest.mark.usefixtures("as_worker")
async def test_bad_rows_are_left_out_on_request(steward: Phone, worker: OutboxWorker) -> None:
    await upload(steward, "territory.csv", BAD_TERRITORY.encode(), skip_bad="true")
    await worker.work_some()
    (run,) = await runs()
    assert (run.status, run.skipped_count, run.bad_count) == ("done", 1, 1)


@pytest.mark.usefixtures("as_worker")
async def test_an_upload_that_kills_its_process_is_put_on_record(
    steward: Phone, worker: OutboxWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upload(steward, "territory.csv", TERRITORY.encode())
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@/nowhere?host=/nowhere")
    await worker.work_some()
    (run,) = await runs()
    assert (run.status, [cell.code for cell in run.bad_cells]) == ("refused", ["stopped"])


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd", "a\x01b.csv", "x" * 500 + ".csv", "CON", ".", "~root"],
)  # fmt: skip
async def test_a_file_name_is_never_a_path(steward: Phone, database: Settings, name: str) -> None:
    before = set(Path(database.home).rglob("*"))
    answer = await upload(steward, name, TERRITORY.encode())
    assert answer.status_code == 202, answer.text
    made = set(Path(database.home).rglob("*")) - before - {uploads_in(database.home)}
    assert {each.parent for each in made} == {uploads_in(database.home)}
    assert {each.name for each in made} == {answer.json()["id"]}
    assert UUID(answer.json()["id"]).version == 7
    called = answer.json()["file_name"]
    assert "/" not in called
    assert "\\" not in called
    assert len(called) <= 200


@pytest.mark.parametrize("who", ["marta", "viktor", "anna", None])
async def test_only_admins_and_stewards_come_in(
    new_phone: Callable[[], Phone], small_company: SmallCompany, who: str | None
) -> None:
    del small_company
    phone = new_phone()
    if who is not None:
        await phone.sign_in(who)
    refused = 401 if who is None else 403
    for path in ("", f"/{new_id()}", "/template.xlsx"):
        assert (await phone.http.get(f"/api/v1/imports{path}")).status_code == refused
    answer = await upload(phone, "territory.csv", TERRITORY.encode())
    assert answer.status_code == refused
    assert await runs() == []


async def test_an_upload_needs_the_sessions_token(steward: Phone) -> None:
    steward.token = "another"
    assert (await upload(steward, "territory.csv", TERRITORY.encode())).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not a form", b"--x\r\n\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="skip_bad"\r\n\r\ntrue\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="other"; filename="a.csv"\r\n\r\nx\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\n\r\nx\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="skip_bad"\r\n\r\n' + b"y" * 100_000 + b"\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncut off',
    ],
)  # fmt: skip
async def test_a_form_that_is_not_one_file_is_refused_and_leaves_nothing(
    steward: Phone, uploads: Path, body: bytes
) -> None:
    answer = await steward.http.post(
        "/api/v1/imports",
        content=body,
        headers={"X-CSRF-Token": steward.token, "Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] == "upload_unreadable"
    assert list(uploads.iterdir()) == []
    assert await runs() == []


async def test_an_upload_that_is_too_large_is_refused(
    steward: Phone, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.intake.upload.LARGEST_UPLOAD", 10_000)
    answer = await upload(steward, "territory.csv", b"x" * 20_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "import_too_large")
    assert list(uploads.iterdir()) == []


async def test_an_unknown_import_is_not_found(steward: Phone) -> None:
    answer = await steward.http.get(f"/api/v1/imports/{new_id()}")
    assert (answer.status_code, answer.json()["code"]) == (404, "import_unknown")


async def test_the_template_comes_as_a_workbook(steward: Phone) -> None:
    answer = await steward.http.get("/api/v1/imports/template.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"] == 'attachment; filename="lockstep-template.xlsx"'
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_nothing_of_this_reaches_the_sites(steward: Phone) -> None:
    before = await Site.count()
    await upload(steward, "territory.csv", TERRITORY.encode())
    assert await Site.count() == before

"""Empty templates of the import format: a folder of CSV files, or a workbook with a page that explains it."""

from pathlib import Path

from backend.intake.document import KINDS, format_page, rule_of
from backend.intake.format import ENTITIES
from backend.kit.table_export import csv_bytes, xlsx_bytes

ABOUT_HEADER = ("table", "column", "type", "must", "default", "meaning", "unit", "rule", "example")


def write_templates(folder: Path) -> None:
    """Write one CSV file an entity, the workbook, and the description beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity in ENTITIES:
        (folder / f"{entity.name}.csv").write_bytes(csv_bytes(entity.column_names, ()))
    (folder / "template.xlsx").write_bytes(template_workbook())
    (folder / "import-format.md").write_text(format_page(), encoding="utf-8")


def template_workbook() -> bytes:
    """A workbook with an empty sheet an entity; the sheet `about` is not read by an import."""
    about = (
        ABOUT_HEADER,
        [
            (
                entity.name,
                column.name,
                KINDS[column.kind],
                "yes" if column.is_required else "no",
                column.default or "",
                column.meaning,
                column.unit,
                rule_of(column).replace("`", ""),
                column.example,
            )
            for entity in ENTITIES
            for column in entity.columns
        ],
    )
    sheets = {entity.name: (entity.column_names, ()) for entity in ENTITIES}
    return xlsx_bytes({"about": about, **sheets})

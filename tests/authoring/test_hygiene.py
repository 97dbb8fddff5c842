from __future__ import annotations

import nbformat
import pytest

from sciatica_edu.authoring.hygiene import breaches


@pytest.fixture
def notebook(small_lesson):
    return nbformat.read(small_lesson, as_version=4)


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def shown(mime, content):
    data = {"text/plain": "x", mime: content}
    return nbformat.v4.new_output("display_data", data=data)


def test_built_lesson_has_no_breach(notebook):
    assert breaches(notebook) == ()


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (stream("at 0x7f12ab34cd"), "shows a memory address in its text: '0x7f12ab34cd'"),
        (stream("2026-11-22T08:15"), "shows a date with time"),
        (stream("/home/someone/x"), "shows a path of the author's computer"),
        (stream("saved in /root/.cache"), "shows a path of the author's computer"),
        (stream("'/tmp/run-1/out'"), "shows a path of the author's computer"),
        (stream("/var/folders/x1"), "shows a path of the author's computer"),
        (stream("in /mnt/lesson"), "shows a path of the author's computer"),
        (stream("in /opt/lesson"), "shows a path of the author's computer"),
        (stream("File ipykernel_12/3.py"), "shows a path of the author's computer"),
        (stream("C:\\Users\\ana"), "shows a path of the author's computer"),
        (stream("warning", "stderr"), "wrote to stderr: warning"),
        (shown("text/html", "<script>1</script>"), "has a script in its text/html"),
        (shown("text/html", f"<p>{'ab12' * 8}</p>"), "shows a random id"),
        (shown("application/javascript", "1"), "stores a script"),
        (
            shown("application/vnd.jupyter.widget-view+json", {"model_id": "x"}),
            "stores application/vnd.jupyter.widget-view+json",
        ),
        (
            nbformat.v4.new_output("display_data", data={"image/png": "AA=="}),
            "an output that cannot be read as text",
        ),
        (
            nbformat.v4.new_output("error", ename="ValueError", evalue="bad", traceback=[]),
            "ended with ValueError: bad",
        ),
    ],
)
def test_output_that_must_not_be_stored_is_found(notebook, output, message):
    notebook.cells[2].outputs.append(output)
    found = breaches(notebook)
    assert len(found) == 1
    assert message in found[0]
    assert "cell 3" in found[0]


@pytest.mark.parametrize(
    "text",
    ["L4/L5/S1", "5 mg/kg", "https://doi.org/10.1/tmp/x", "1:200,000", "2026-11-22", "S1/home"],
)
def test_ordinary_text_is_no_breach(notebook, text):
    notebook.cells[2].outputs.append(stream(text))
    assert breaches(notebook) == ()


def test_picture_data_is_not_searched_for_paths(notebook):
    notebook.cells[2].outputs.append(
        shown(
            "text/html", '<img alt="x" src="data:image/png;base64,AB/tmp/home/' + "a0" * 16 + '=">'
        )
    )
    assert breaches(notebook) == ()


def test_unrun_cell_is_found(notebook):
    notebook.cells[2].execution_count = None
    assert "cell 3 was not run" in breaches(notebook)


def test_empty_code_cell_is_found(notebook):
    notebook.cells[2].source = " \n"
    assert "cell 3 is empty" in breaches(notebook)


def test_cells_run_out_of_order_are_found(notebook):
    notebook.cells[2].execution_count, notebook.cells[3].execution_count = 3, 2
    assert breaches(notebook) == (
        "cell 3 was run as 3, in order it is 2",
        "cell 4 was run as 2, in order it is 3",
    )


def test_changed_source_shows_in_the_id(notebook):
    notebook.cells[2].source += "\n# changed"
    assert any("cell 3 has the id" in breach for breach in breaches(notebook))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda nb: nb.metadata.update(widgets={}), "metadata holds 'widgets'"),
        (lambda nb: nb.metadata.language_info.update(version="3.11.7"), "language_info"),
        (lambda nb: nb.metadata.pop("kernelspec"), "the kernelspec is None"),
        (lambda nb: nb.cells[1].metadata.update(tags=[]), "0 cells are tagged 'parameters'"),
        (lambda nb: nb.cells[2].metadata.update(tags=["skip"]), "has the tag 'skip'"),
        (lambda nb: nb.cells[2].metadata.update(execution={}), "has the metadata 'execution'"),
    ],
)
def test_metadata_that_must_not_be_stored_is_found(notebook, change, message):
    change(notebook)
    assert any(message in breach for breach in breaches(notebook))

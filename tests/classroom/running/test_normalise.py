from __future__ import annotations

import nbformat

from sciatica_edu.classroom.running.normalise import cell_ids, normalise, notebook_text


def new(*cells, **metadata):
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def code(source, *outputs, **metadata):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def test_equal_cells_get_different_ids_that_are_stable():
    first = cell_ids(new(code("x"), code("x"), nbformat.v4.new_markdown_cell("x")))
    second = cell_ids(new(code("x"), code("x"), nbformat.v4.new_markdown_cell("x")))
    assert first == second
    assert len(set(first)) == 3
    assert first[1] == f"{first[0]}-2"


def test_pieces_of_one_stream_are_joined_and_others_keep_their_place():
    def piece(text, name="stdout"):
        return nbformat.v4.new_output("stream", name=name, text=text)

    picture = nbformat.v4.new_output("display_data", data={"text/plain": "p"})
    cell = normalise(new(code("x", piece("a"), piece("b"), picture, piece("c")))).cells[0]
    assert [output.get("text") for output in cell.outputs] == ["ab", None, "c"]


def test_widget_view_goes_and_an_output_with_nothing_else_goes_with_it():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    both = nbformat.v4.new_output("display_data", data={**view, "text/plain": "Slider"})
    only = nbformat.v4.new_output("display_data", data=view)
    outputs = normalise(new(code("x", both, only))).cells[0].outputs
    assert [output.data for output in outputs] == [{"text/plain": "Slider"}]


def test_metadata_of_runs_is_dropped_and_tags_stay():
    noisy = code("x", papermill={"duration": 1}, tags=["parameters"], lines_to_next_cell=2)
    result = normalise(new(noisy, widgets={"x": 1}, papermill={}, jupytext={}))
    assert dict(result.cells[0].metadata) == {"tags": ["parameters"]}
    assert set(result.metadata) == {"kernelspec", "language_info"}
    assert "version" not in result.metadata.language_info


def test_original_is_left_alone_and_normalising_twice_changes_nothing():
    notebook = new(code("x", papermill={}))
    before = nbformat.writes(notebook)
    once = normalise(notebook)
    assert nbformat.writes(notebook) == before
    assert notebook_text(normalise(once)) == notebook_text(once)

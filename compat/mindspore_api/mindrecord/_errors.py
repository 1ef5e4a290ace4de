"""Errors of the files, in the structure of MindSpore's pipeline errors."""

_RULE = "-" * 66


def _pipeline_text(head, text):
    end = "" if text.endswith(".") else "."
    return (
        f"{head} \n\n{_RULE}\n- Dataset Pipeline Error Message: \n{_RULE}\n[ERROR] {text}{end}\n\n"
    )


def pipeline_error(text):
    """A `RuntimeError` with `text` as the message of the pipeline."""
    head = "Exception thrown from dataset pipeline. Refer to 'Dataset Pipeline Error Message'."
    return RuntimeError(_pipeline_text(head, text))


def syntax_error(text):
    """A `RuntimeError` for arguments that do not go with the data."""
    return RuntimeError(_pipeline_text("Syntax error.", text))

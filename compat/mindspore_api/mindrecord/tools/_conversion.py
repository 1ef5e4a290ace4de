"""What the converters share: options, writing in portions, JPEG coding."""

from ..shardutils import SUCCESS, check_filename

PORTION = 256
_PAGE = 1 << 26


def checked_name(value, name):
    """`value`, a text that can be the name of a file."""
    if not isinstance(value, str):
        raise ValueError(f"The parameter {name} must be str.")
    check_filename(value)
    return value


def checked_partitions(partition_number):
    """`partition_number`, an int."""
    if not isinstance(partition_number, int):
        raise ValueError("The parameter partition_number must be int")
    return partition_number


def write_rows(writer, rows, parallel_writer=False):
    """Write an iterable of rows in portions and finish the files."""
    portion = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            writer.write_raw_data(portion, parallel_writer)
            portion = []
    if portion:
        writer.write_raw_data(portion, parallel_writer)
    return writer.commit()


def prepare(writer, schema, desc, indexes, page_size=_PAGE):
    """Give a writer its sizes, schema and index fields."""
    writer.set_header_size(1 << 24)
    writer.set_page_size(page_size)
    writer.add_schema(schema, desc)
    writer.add_index(indexes)


def jpeg(image):
    """An RGB or grey picture as JPEG bytes."""
    try:
        import cv2
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "opencv-python module not found, please use pip install it."
        ) from error
    _, data = cv2.imencode(".jpeg", image)
    return data.tobytes()


__all__ = ["SUCCESS", "checked_name", "checked_partitions", "jpeg", "prepare", "write_rows"]

"""Reading MindRecord files by groups of rows with one value of a field."""

import json

from compat.mindspore_api import log as logger

from ._errors import pipeline_error
from ._records import Records
from .common.exceptions import MRMDefineCategoryError, ParamTypeError, ParamValueError
from .filereader import populated
from .shardutils import SUCCESS, check_parameter

__all__ = ["MindPage"]


class MindPage:
    """Reads MindRecord files in pages of rows that share the value of a field.

    Args:
        file_name (Union[str, list[str]]): One file, which stands for all files that were written
            together, or the files to read.
        num_consumer (int): Accepted for MindSpore's sake; rows are read as they are asked for.
            Default: 4.

    Raises:
        ParamValueError: If `file_name` or `num_consumer` cannot be.
        RuntimeError: If a file is missing, damaged or does not match its index.

    Examples:
        >>> from mindspore.mindrecord import MindPage
        >>> pages = MindPage("train.mindrecord")  # doctest: +SKIP
        >>> pages.category_field = "label"  # doctest: +SKIP
        >>> rows = pages.read_at_page_by_name("3", 0, 10)  # doctest: +SKIP
    """

    @check_parameter
    def __init__(self, file_name, num_consumer=4):
        self._records = Records(file_name)
        self._records.open()
        self._candidate_fields = list(self._records.header.index_fields)
        self._category_field = None
        self._groups = {}

    @property
    def candidate_fields(self):
        """Names of the fields that rows can be grouped by."""
        return self._candidate_fields

    @property
    def category_field(self):
        """Name of the field that rows are grouped by."""
        return self._category_field

    @category_field.setter
    def category_field(self, category_field):
        self._choose(category_field)

    def get_category_fields(self):
        """Names of the fields that rows can be grouped by."""
        logger.warning(
            "WARN_DEPRECATED: The usage of get_category_fields is deprecated."
            " Please use candidate_fields"
        )
        return self.candidate_fields

    def set_category_field(self, category_field):
        """Group the rows by a field; `MSRStatus.SUCCESS`."""
        logger.warning(
            "WARN_DEPRECATED: The usage of set_category_field is deprecated."
            " Please use category_field"
        )
        self._choose(category_field)
        return SUCCESS

    def _choose(self, field):
        if not field or not isinstance(field, str):
            raise ParamTypeError("category_fields", "str")
        if field not in self._candidate_fields:
            raise MRMDefineCategoryError(f"Field '{field}' is not a candidate category field.")
        self._category_field = field
        self._groups = {}
        number = 0
        for texts in self._records.index_texts(field):
            for text in texts:
                self._groups.setdefault(text or "", []).append(number)
                number += 1

    def _categories(self):
        """Values of the field as text, sorted, each with its row numbers."""
        if self._category_field is None:
            raise pipeline_error("Invalid data, field: is invalid. Set 'category_field' first")
        return sorted(self._groups.items(), key=lambda item: item[0].encode())

    def read_category_info(self):
        """JSON text: the field, and for each of its values number, name and count of rows."""
        groups = [
            {"count": len(rows), "id": i, "name": name}
            for i, (name, rows) in enumerate(self._categories())
        ]
        found = {"categories": groups, "key": f"{self._category_field}_0"}
        return json.dumps(found, separators=(",", ":"), ensure_ascii=False)

    def read_at_page_by_id(self, category_id, page, num_row):
        """Rows number `page * num_row` and on, `num_row` at most, of a group by its number.

        Args:
            category_id (int): Number of the group in `read_category_info`.
            page (int): Number of the page, from 0.
            num_row (int): Rows in a page.

        Returns:
            list[dict], the rows.

        Raises:
            ParamValueError: If a number is not an int or out of range.
            RuntimeError: If there is no such group or page.
        """
        if not isinstance(category_id, int) or category_id < 0:
            raise ParamValueError("Category id should be int and greater than or equal to 0.")
        _check_page(page, num_row)
        groups = self._categories()
        if category_id >= len(groups):
            raise pipeline_error(
                f"Invalid data, category_id: {category_id} must be in the range [0, {len(groups)}]."
            )
        return self._page(groups[category_id][1], page, num_row)

    def read_at_page_by_name(self, category_name, page, num_row):
        """Rows number `page * num_row` and on, `num_row` at most, of a group by its value.

        Args:
            category_name (str): Value of the field, as `read_category_info` writes it.
            page (int): Number of the page, from 0.
            num_row (int): Rows in a page.

        Returns:
            list[dict], the rows.

        Raises:
            ParamValueError: If an argument is of the wrong type or out of range.
            RuntimeError: If there is no such group or page.
        """
        if not isinstance(category_name, str):
            raise ParamValueError("Category name should be str.")
        _check_page(page, num_row)
        rows = dict(self._categories()).get(category_name)
        if rows is None:
            raise pipeline_error(f"category_name: {category_name} could not found.")
        return self._page(rows, page, num_row)

    def _page(self, rows, page, num_row):
        if page * num_row >= len(rows):
            raise pipeline_error(
                f"Invalid data, page no: {page}or page size: {num_row} is invalid."
            )
        found = rows[page * num_row : (page + 1) * num_row]
        return [populated(self._records.row(i), self._records.header) for i in found]


def _check_page(page, num_row):
    if not isinstance(page, int) or page < 0:
        raise ParamValueError("Page should be int and greater than or equal to 0.")
    if not isinstance(num_row, int) or num_row <= 0:
        raise ParamValueError("num_row should be int and greater than 0.")

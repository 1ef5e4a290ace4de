"""Families of operators: functions, classes, dtypes and tensor methods of one kind."""

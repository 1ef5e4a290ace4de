"""Constants of the error codes."""

SYS_ID = 0b00101010

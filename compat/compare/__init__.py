"""What every layer of a program computes: recorded, and two recordings compared."""

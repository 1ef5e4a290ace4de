"""Operations on arrays of audio."""

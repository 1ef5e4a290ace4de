"""Random numbers."""

from . import _random
from ._gather_up import take

take(
    globals(),
    """
    choice_with_mask gamma laplace multinomial multinomial_with_replacement normal poisson rand
    rand_like randint randint_like randn randn_like random_categorical random_gamma random_poisson
    randperm shuffle standard_laplace standard_normal uniform uniform_candidate_sampler
    """,
    _random,
)

"""Asks Consimt before a message leaves a client of boto3.

What a guard does, and in which cases, stands in src/guards of Consimt.
"""

from ._asking import over_https, over_lambda
from ._client import guard
from ._refused import ConsentRefused

__all__ = ["ConsentRefused", "guard", "over_https", "over_lambda"]

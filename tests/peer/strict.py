"""The vendor's client takes whatever comes: its models check nothing. Here its
every answer has to be what they declare."""

import inspect
import typing

import pydantic

# (model, field, word): words outside of a declared list that the platform is known for.
BEYOND = {
    # The list has the words of settled rows alone; the text beside it speaks of this one.
    ("Revision", "status", "scanning"),
}


class Seen:
    """Which fields of each model were sent with a value, and which it does not know."""

    def __init__(self):
        self._declared = {}
        self._unknown = {}

    def note(self, answer):
        assert isinstance(answer, pydantic.BaseModel), f"no model: {answer!r}"
        # Each finds what the other lets pass: a text in place of a number, and a field that is missing.
        type(answer).model_validate(answer.model_dump(by_alias=True, warnings="error"))
        self._walk(answer)

    def models(self):
        return self._declared.keys()

    def missing(self, model):
        """The declared fields of a model that never held a value."""
        fields = self._declared[model]
        return {name for name, was_sent in fields.items() if not was_sent}

    def unknown(self, model):
        """The fields that came for a model and that it does not declare."""
        return self._unknown[model]

    def _walk(self, value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                self._walk(item)
        if not isinstance(value, pydantic.BaseModel):
            return
        model = type(value)
        declared = self._declared.setdefault(model.__name__, dict.fromkeys(model.model_fields, False))
        for name, field in model.model_fields.items():
            held = getattr(value, name)
            declared[name] |= held is not None
            check_word(model.__name__, name, field.annotation, held)
            self._walk(held)
        self._unknown.setdefault(model.__name__, set()).update(value.model_extra)


def check_word(model, name, annotation, held):
    """A list of words is declared as open, so that no validation holds to it."""
    if not isinstance(held, str) or (model, name, held) in BEYOND:
        return
    words = words_of(annotation)
    assert not words or held in words, f"{model}.{name} is {held!r}, none of {words}"


def words_of(annotation):
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation)
    return tuple(word for part in typing.get_args(annotation) for word in words_of(part))


class Strict:
    """A client, or a part of one, whose every answer is noted."""

    def __init__(self, inner, seen):
        self._inner = inner
        self._seen = seen

    def __getattr__(self, name):
        found = getattr(self._inner, name)
        if not inspect.ismethod(found):
            return Strict(found, self._seen)

        def call(*args, **kwargs):
            answer = found(*args, **kwargs)
            self._seen.note(answer)
            return answer

        return call

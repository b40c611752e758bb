#!/usr/bin/env python3
"""Prints openaffect/text/unicode_14.inc: where ICU's characters differ from those of the running Python.

    python3.11 tools/make_unicode_exceptions.py > openaffect/text/unicode_14.inc

Python 3.11 (Unicode 14) is asked through its own str methods, ICU 72 (Unicode 15) through its C library, for every
code point but the surrogates, which UTF-8 has not.
"""

import ctypes
import sys
import unicodedata

ICU_VERSION = 72
UCHAR_LOWERCASE, UCHAR_UPPERCASE, UCHAR_CASED, UCHAR_CASE_IGNORABLE = 22, 30, 49, 50  # uchar.h
LETTERS = {1, 2, 3, 4, 5}  # u_charType: Lu, Ll, Lt, Lm, Lo
TITLE = 3
NO_NUMBER = -123456789.0  # U_NO_NUMERIC_VALUE
FINAL_SIGMA = "\u03c2"
DOTTED_CAPITAL_I = 0x130  # the one character whose str.lower() is longer; unicode.cpp knows it

# The bits of CharacterBits in unicode.cpp.
ALPHA, ALNUM, UPPER, LOWER_OR_TITLE, CASED, IGNORABLE = 1, 2, 4, 8, 16, 32


def bits(alpha, alnum, upper, lower_or_title, cased, ignorable):
    flags = ((alpha, ALPHA), (alnum, ALNUM), (upper, UPPER), (lower_or_title, LOWER_OR_TITLE),
             (cased and not ignorable, CASED), (ignorable, IGNORABLE))
    return sum(bit for flag, bit in flags if flag)


def python_bits(character):
    """Cased and Case_Ignorable have no method of their own; what becomes of a sigma behind the character tells."""
    cased = (character + "\u03a3").lower().endswith(FINAL_SIGMA)
    ignorable = not cased and ("a" + character + "\u03a3").lower().endswith(FINAL_SIGMA)
    lower_or_title = ("A" + character).isupper() is False
    return bits(character.isalpha(), character.isalnum(), character.isupper(), lower_or_title, cased, ignorable)


class Icu:
    def __init__(self):
        library = ctypes.CDLL(f"libicuuc.so.{ICU_VERSION}")
        self.kind = self.function(library, "u_charType", ctypes.c_int8, ctypes.c_int32)
        self.has = self.function(library, "u_hasBinaryProperty", ctypes.c_int8, ctypes.c_int32, ctypes.c_int)
        self.number = self.function(library, "u_getNumericValue", ctypes.c_double, ctypes.c_int32)
        self.lower = self.function(library, "u_tolower", ctypes.c_int32, ctypes.c_int32)

    @staticmethod
    def function(library, name, result, *arguments):
        function = getattr(library, f"{name}_{ICU_VERSION}")
        function.restype, function.argtypes = result, arguments
        return function

    def bits(self, value):
        kind = self.kind(value)
        return bits(kind in LETTERS, kind in LETTERS or self.number(value) != NO_NUMBER,
                    self.has(value, UCHAR_UPPERCASE), self.has(value, UCHAR_LOWERCASE) or kind == TITLE,
                    self.has(value, UCHAR_CASED), self.has(value, UCHAR_CASE_IGNORABLE))


def differences(icu):
    """Ranges [first, last, Python's bits]. The lower cases are the same, which is checked."""
    ranges = []
    for value in range(0x110000):
        if 0xD800 <= value <= 0xDFFF:
            continue
        character = chr(value)
        if value != DOTTED_CAPITAL_I and value != 0x3A3 and character.lower() != chr(icu.lower(value)):
            sys.exit(f"U+{value:04X}: the lower cases differ, and unicode.cpp trusts u_tolower")
        wanted = python_bits(character)
        if wanted == icu.bits(value):
            continue
        if ranges and ranges[-1][1] == value - 1 and ranges[-1][2] == wanted:
            ranges[-1][1] = value
        else:
            ranges.append([value, value, wanted])
    return ranges


def main():
    if unicodedata.unidata_version != "14.0.0":
        sys.exit(f"this Python has Unicode {unicodedata.unidata_version}; the lexicon raters' peers run on 14.0.0")
    ranges = differences(Icu())
    print("// Generated: python3.11 tools/make_unicode_exceptions.py > openaffect/text/unicode_14.inc")
    print(f"// Where ICU {ICU_VERSION} differs from Python 3.11 (Unicode 14): {{first, last, Python's CharacterBits}}.")
    print(f"constexpr std::array<BitsException, {len(ranges)}> kBitsExceptions = {{{{")
    for first, last, wanted in ranges:
        print(f"    {{0x{first:X}, 0x{last:X}, {wanted}}},")
    print("}};")


if __name__ == "__main__":
    main()

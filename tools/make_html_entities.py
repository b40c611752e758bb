#!/usr/bin/env python3
"""Prints openaffect/text/html_entities.inc: HTML's character references by name, as Python's html.entities has them.

    python3 tools/make_html_entities.py > openaffect/text/html_entities.inc

The names are those of the HTML standard, 13.5 "Named character references"; the numbers that stand for other characters
than their own (13.2.5.80, "Numeric character reference end state"), and those that stand for nothing, are html.unescape's.
"""

import html
import html.entities


def escaped(text):
    return "".join(f"\\{byte:03o}" for byte in text.encode())


def numbers():
    """{number: its character} for what is neither itself nor out of range."""
    different = {}
    for number in range(0x110000):
        character = html.unescape(f"&#{number};")
        if character != chr(number) and not 0xD800 <= number <= 0xDFFF:
            different[number] = character
    return different


def ranges(values):
    found = []
    for value in sorted(values):
        if found and found[-1][1] == value - 1:
            found[-1][1] = value
        else:
            found.append([value, value])
    return found


def main():
    names = sorted(html.entities.html5.items(), key=lambda item: item[0].encode())
    different = numbers()
    replaced = {number: character for number, character in different.items() if character}
    dropped = ranges(number for number, character in different.items() if not character)
    print("// Generated: python3 tools/make_html_entities.py > openaffect/text/html_entities.inc")
    print("// Names, in the order of their bytes, with the semicolon that they want.")
    print(f"constexpr std::array<NamedReference, {len(names)}> kNamedReferences = {{{{")
    for name, characters in names:
        print(f'    {{"{name}", "{escaped(characters)}"}},')
    print("}};\n// Numbers of another character: those of Windows' code page 1252, and 0.")
    print(f"constexpr std::array<ReplacedNumber, {len(replaced)}> kReplacedNumbers = {{{{")
    for number, character in sorted(replaced.items()):
        print(f"    {{0x{number:X}, 0x{ord(character):X}}},")
    print("}};\n// Numbers of no character: {first, last}.")
    print(f"constexpr std::array<DroppedNumbers, {len(dropped)}> kDroppedNumbers = {{{{")
    for first, last in dropped:
        print(f"    {{0x{first:X}, 0x{last:X}}},")
    print("}};")


if __name__ == "__main__":
    main()

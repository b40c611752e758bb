#!/usr/bin/env python3
"""Writes moods.csv: invented lines of a diary in three moods, a beginning and an end put together each."""

import csv
import pathlib
import random

PARTS = {
    "cheerful": (["What a lovely surprise", "We laughed until it hurt", "I am so glad you came", "Best afternoon in a long time",
                  "The whole choir cheered", "She said yes", "My little garden is in full bloom", "We won, we really won",
                  "Finally a letter from you", "He brought flowers and cake"],
                 ["and I could not stop smiling.", "so tonight we dance!", "thank you all so much!", "what a day.",
                  "I want to tell everyone.", "and the sun came out, too.", "it was delightful from start to end.",
                  "we will remember it for years."]),
    "low": (["The house is so empty now", "I keep reading her last message", "Nobody called on my birthday", "They closed the old shop",
             "I failed it again", "We buried the dog this morning", "He left without a word", "My back hurts and I cannot sleep",
             "All that work for nothing", "I miss the sea and my friends"],
            ["and I do not know what to do.", "it feels hopeless.", "I cried on the way home.", "everything is grey.",
             "and it will not get better.", "I am so tired of it.", "how could it come to this.", "I just want to be left alone."]),
    "angry": (["You lied to all of us", "The landlord kept the deposit again", "They cut the queue and grinned", "Who parks across two places",
               "The parcel came broken for the third time", "He shouted at the waiter", "They changed the rules in secret",
               "My neighbour drills at midnight", "The bus drove off in front of me", "She took the credit for our work"],
              ["and I am furious.", "this is outrageous!", "how dare they!", "I have had enough.", "never again with these people!",
               "it makes my blood boil.", "somebody has to pay for this.", "what an insult."]),
}


def main():
    rows = [(f"{begin}, {end}", mood) for mood, (begins, ends) in PARTS.items() for begin in begins for end in ends]
    random.Random(7).shuffle(rows)
    with open(pathlib.Path(__file__).with_name("moods.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "text", "mood"])
        writer.writerows((number, *row) for number, row in enumerate(rows, 1))


if __name__ == "__main__":
    main()

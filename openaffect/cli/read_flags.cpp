#include "openaffect/cli/read_flags.h"

namespace openaffect {
void ReadFlags::declare(CLI::App& app) {
  app.add_option("--input-format", words.input_format,
                 "of the input, where its name does not say it: csv, tsv, jsonl (also JSON arrays), parquet");
  app.add_option("--encoding", words.encoding, "of a text input that is not UTF-8: cp1252, utf-16le, shift_jis …");
  app.add_option("--delimiter", words.delimiter, "between cells of a CSV input");
  app.add_option("--quote", words.quote, "what quotes cells of a CSV input: \" or none");
  app.add_option("--type,--types", words.types,
                 "COLUMN=text|int64|float64|bool|timestamp, where the column is not what it seems");
  app.add_option("--on-bad-row", words.on_bad_row,
                 "a row that cannot be read: fail stops there, keep gives it the status decode_error");
  app.add_option("--limit", words.limit, "only so many rows from the beginning");
}

}  // namespace openaffect

#include "openaffect/data/parquet_footer.h"

#include <arrow/io/memory.h>
#include <arrow/ipc/writer.h>
#include <arrow/util/base64.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/writer.h>
#include <parquet/metadata.h>

#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_input.h"
#include "openaffect/data/parquet_properties.h"

namespace openaffect {
namespace {

// Where in the metadata a structure stands; the numbers are the field ids of parquet.thrift.
enum class Place { file, row_group, column_chunk, column_metadata, elsewhere };

Place place_of_field(Place parent, int field) {
  if (parent == Place::file && field == 4) return Place::row_group;
  if (parent == Place::row_group && field == 1) return Place::column_chunk;
  if (parent == Place::column_chunk && field == 3) return Place::column_metadata;
  return Place::elsewhere;
}

bool is_offset(Place place, int field) {
  switch (place) {
    case Place::row_group:
      return field == 5;  // file_offset
    case Place::column_chunk:
      return field == 2;  // file_offset
    case Place::column_metadata:
      return field >= 9 && field <= 11;  // data_page_, index_page_, dictionary_page_offset
    default:
      return false;
  }
}

// Copies Thrift's compact protocol and adds to the offsets on the way; everything else stays as it is, byte for byte.
class OffsetMover {
 public:
  OffsetMover(std::string_view in, std::int64_t by) : in_(in), by_(by) {}

  Result<std::string> move() {
    copy_struct(Place::file, 0);
    if (failed_ || at_ != in_.size())
      return Error{ErrorKind::format, "parquet: the footer is malformed", {"", {}, "", at_}};
    return std::move(out_);
  }

 private:
  enum Type {
    kTrue = 1,
    kFalse = 2,
    kByte = 3,
    kInt16 = 4,
    kInt32 = 5,
    kInt64 = 6,
    kDouble = 7,
    kBinary = 8,
    kList = 9,
    kSet = 10,
    kMap = 11,
    kStruct = 12
  };
  static constexpr int kMostNesting = 32;

  unsigned char peek() {
    if (at_ < in_.size()) return static_cast<unsigned char>(in_[at_]);
    failed_ = true;
    return 0;
  }

  unsigned char copy_byte() {
    const unsigned char byte = peek();
    if (!failed_) out_ += in_[at_++];
    return byte;
  }

  void copy_bytes(std::uint64_t count) {
    if (count > in_.size() - at_) {
      failed_ = true;
      return;
    }
    out_.append(in_.substr(at_, static_cast<std::size_t>(count)));
    at_ += static_cast<std::size_t>(count);
  }

  std::uint64_t read_varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && !failed_; shift += 7) {
      const unsigned char byte = peek();
      if (failed_) return 0;
      ++at_;
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  void write_varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }

  std::uint64_t copy_varint() {
    const std::size_t begin = at_;
    const std::uint64_t value = read_varint();
    if (!failed_) out_.append(in_.substr(begin, at_ - begin));
    return value;
  }

  // 0 stands for "not there" and stays.
  void move_offset() {
    const std::uint64_t zigzag = read_varint();
    const auto offset = static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1);
    std::int64_t moved = 0;
    const bool fits = !__builtin_add_overflow(offset, by_, &moved) && offset > 0 && moved > 0;
    if (offset != 0 && !fits) failed_ = true;
    write_varint(offset == 0 ? 0 : static_cast<std::uint64_t>(moved) << 1);
  }

  void copy_struct(Place place, int depth) {
    if (depth > kMostNesting) failed_ = true;
    for (int field = 0; !failed_;) {
      const unsigned char header = copy_byte();
      if (header == 0) return;
      if (header >> 4 != 0) {
        field += header >> 4;
      } else {
        const std::uint64_t zigzag = copy_varint();
        field = static_cast<int>(zigzag >> 1 & 0x7fff);
      }
      const int type = header & 15;
      if (type == kInt64 && is_offset(place, field))
        move_offset();
      else if (type != kTrue && type != kFalse)  // in a structure the header itself is the value
        copy_value(type, place_of_field(place, field), depth + 1);
    }
  }

  void copy_value(int type, Place place, int depth) {
    switch (type) {
      case kTrue:
      case kFalse:
      case kByte:
        copy_byte();
        break;
      case kInt16:
      case kInt32:
      case kInt64:
        copy_varint();
        break;
      case kDouble:
        copy_bytes(8);
        break;
      case kBinary:
        copy_bytes(copy_varint());
        break;
      case kList:
      case kSet:
        copy_list(place, depth);
        break;
      case kStruct:
        copy_struct(place, depth);
        break;
      default:
        failed_ = true;  // maps too: parquet.thrift has none
    }
  }

  void copy_list(Place place, int depth) {
    const unsigned char header = copy_byte();
    const std::uint64_t count = header >> 4 == 15 ? copy_varint() : header >> 4;
    if (depth > kMostNesting || count > in_.size() - at_) failed_ = true;  // an element has a byte at least
    for (std::uint64_t i = 0; i < count && !failed_; ++i) copy_value(header & 15, place, depth + 1);
  }

  std::string_view in_;
  std::int64_t by_;
  std::size_t at_ = 0;
  std::string out_;
  bool failed_ = false;
};

std::shared_ptr<const arrow::KeyValueMetadata> arrow_key_values(KeyValues entries) {
  auto metadata = std::make_shared<arrow::KeyValueMetadata>();
  for (const auto& [key, value] : entries) metadata->Append(key, value);
  return metadata;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> file_entries(KeyValues given, const arrow::Schema& schema) {
  const auto serialized = require(arrow::ipc::SerializeSchema(*schema.WithMetadata(arrow_key_values(given))));
  std::vector<std::pair<std::string, std::string>> entries(given.begin(), given.end());
  entries.emplace_back(kArrowSchemaKey, arrow::util::base64_encode(std::string_view(*serialized)));
  return entries;
}

Result<std::string> move_footer(std::string_view footer, std::int64_t by) {
  return OffsetMover(footer, by).move();
}

std::string join_footers(const parquet::SchemaDescriptor& schema, std::span<const std::string> footers,
                         KeyValues key_values, const std::string& created_by) {
  const auto builder = parquet::FileMetaDataBuilder::Make(&schema, footer_properties(created_by));
  const auto joined = builder->Finish(arrow_key_values(key_values));
  for (const std::string& footer : footers)
    joined->AppendRowGroups(*parquet::FileMetaData::Make(footer.data(), static_cast<std::int64_t>(footer.size())));
  const auto stream = require(arrow::io::BufferOutputStream::Create());
  require(parquet::arrow::WriteFileMetaData(*joined, stream.get()));
  return require(stream->Finish())->ToString();
}

}  // namespace openaffect

#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include "openaffect/data/memory_table.h"
#include "openaffect/exchange/convert.h"
#include "openaffect/exchange/dataset_json.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/python/long_call.h"
#include "openaffect/python/modules.h"
#include "openaffect/python/tables.h"

namespace openaffect::python {
namespace {

// What Python holds.
struct DatasetHandle {
  std::shared_ptr<const Dataset> dataset;
  std::string format;              // it was read from
  std::vector<std::string> notes;  // what reading it could not say
};

// The keywords of `openaffect data convert`.
ConvertOptions convert_options(const nb::dict& given) {
  Keywords keywords(given);
  ConvertOptions options;
  options.read.table = read_options(keywords);
  keywords.take("from", options.from);
  keywords.take("to", options.to);
  keywords.take("table", options.table);
  keywords.take("config", options.read.config);
  keywords.take("label_config", options.read.labels);
  keywords.take("copy_media", options.write.copy_media);
  if (keywords.has("tables"))
    options.write.tables = value_of(table_format_of_name(keywords.get<std::string>("tables")));
  if (keywords.has("format"))
    options.table_format = value_of(table_format_of_name(keywords.get<std::string>("format")));
  if (keywords.get<bool>("force")) options.write.overwrite = Overwrite::replace;
  keywords.end();
  return options;
}

DatasetHandle read(const TableSource& input, const nb::dict& given) {
  ConvertOptions options = convert_options(given);
  options.input = path_of(input, options.read.table);
  LongCall call{nb::none()};
  return call.run([&]() -> Result<DatasetHandle> {
    Notes notes;
    OA_TRY(format, input_format_of(options));
    OA_TRY(dataset, read_dataset(options, notes));
    return DatasetHandle{std::make_shared<const Dataset>(std::move(dataset)), format, notes.all()};
  });
}

// What the format could not say.
std::vector<std::string> write(const DatasetHandle& handle, const std::string& output, const nb::dict& given) {
  ConvertOptions options = convert_options(given);
  options.output = output;
  LongCall call{nb::none()};
  return call.run([&]() -> Result<std::vector<std::string>> {
    Notes notes;
    OA_CHECK(write_dataset(*handle.dataset, options, notes));
    return notes.all();
  });
}

using SharedTable = std::shared_ptr<const MemoryTable>;

Table table_at(const DatasetHandle& handle, std::size_t index) {
  const DatasetTable& table = handle.dataset->tables.at(index);
  LongCall call{nb::none()};
  return {call.run([&]() -> Result<SharedTable> { return table_in_memory(cells_of(table), {}, table.id); })};
}

// All that was said, a row each.
Table ratings(const DatasetHandle& handle) {
  LongCall call{nb::none()};
  return {call.run([&]() -> Result<SharedTable> {
    OA_TRY(all, ratings_of(*handle.dataset));
    OA_TRY(table, ratings_table(all, nullptr));
    return table_in_memory(cells_of(table), {}, table.id);
  })};
}

}  // namespace

void add_exchange(nb::module_& module) {
  nb::class_<DatasetHandle>(module, "Dataset")
      .def_ro("format", &DatasetHandle::format)
      .def_ro("notes", &DatasetHandle::notes)
      .def_prop_ro("json", [](const DatasetHandle& handle) { return dataset_json(*handle.dataset); })
      .def("table", &table_at, nb::arg("index"))
      .def("ratings", &ratings)
      .def("write", &write, nb::arg("output"), nb::arg("options"));
  module.def("read_dataset", &read, nb::arg("input"), nb::arg("options"));
}

}  // namespace openaffect::python

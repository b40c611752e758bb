// A data set's own files become the project's layout: FOLDER/NAME.parquet and FOLDER/dataset.json.
#pragma once

#include <string>

#include "openaffect/catalog/entry.h"

namespace openaffect {

// Reads the files below `source`, which has the shape of OPENAFFECT_DATA, and writes both files into `folder`, which is
// there. What dataset.json says (source, licence, splits as counted, columns, labels and their counts, lengths of
// texts, hashes of the files) stands in the table's metadata too, under "openaffect.dataset". Bytes depend on the files
// and the entry alone. Fails with file and row when a file is not what its loader reads, and when the table has not
// as many rows as the entry says (0: any).
Result<Done> convert_data_set(const CatalogEntry& entry, const std::string& source, const std::string& folder);

}  // namespace openaffect

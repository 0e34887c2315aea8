// The whole C surface of the package: libzstd's stable streaming interface.
#include <zstd.h>
#include <zstd_errors.h>

# Every third party, in one place. Versions are pinned by Debian 12 and by tools/requirements/*.txt.
include_guard()

find_package(Threads REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc)
find_package(fmt 9 REQUIRED)
find_package(TBB 2021 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(simdjson 3 REQUIRED)
# Only SHA-256 of it, and linked into the library: the shared libcrypto has 21,000 relocations, a sixth of the command's
# start. Its names stay inside, so that a libcrypto that somebody else loads is not mistaken for it.
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
target_link_options(OpenSSL::Crypto INTERFACE -Wl,--exclude-libs,libcrypto.a)
find_package(ZLIB 1.2 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
add_library(zstd::zstd ALIAS PkgConfig::zstd)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
add_library(yaml::yaml ALIAS PkgConfig::yaml)
find_package(pugixml 1.12 REQUIRED)
find_package(hwy 1.0 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(CURL 7.88 REQUIRED)

# CLD2 has no CMake files. Debian's libcld2_full.so holds tables without code; libcld2.so is whole.
find_path(OA_CLD2_INCLUDE cld2/public/compact_lang_det.h REQUIRED)
find_library(OA_CLD2_LIBRARY cld2 REQUIRED)
add_library(CLD2::cld2 UNKNOWN IMPORTED)
set_target_properties(CLD2::cld2 PROPERTIES IMPORTED_LOCATION ${OA_CLD2_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${OA_CLD2_INCLUDE})

if(OA_TESTS)
  find_package(GTest 1.12 REQUIRED)
endif()
if(OA_BENCH)
  find_package(benchmark 1.7 REQUIRED)
endif()

# Arrow and Parquet from the pinned pyarrow wheel, which has headers and libraries but no CMake files.
# A system Arrow does as well: -DOA_ARROW_INCLUDE=… -DOA_ARROW_LIB=… -DOA_ARROW_SOVERSION=….
file(GLOB oa_pyarrow ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/pyarrow)
set(OA_ARROW_INCLUDE ${oa_pyarrow}/include CACHE PATH "Arrow's headers")
set(OA_ARROW_LIB ${oa_pyarrow} CACHE PATH "the folder of libarrow and libparquet")
set(OA_ARROW_SOVERSION 2600 CACHE STRING "the number behind libarrow.so")
foreach(library arrow parquet)
  set(file ${OA_ARROW_LIB}/lib${library}.so.${OA_ARROW_SOVERSION})
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "${file} is missing: run ./dev setup, or give OA_ARROW_LIB")
  endif()
  add_library(Arrow::${library} SHARED IMPORTED)
  set_target_properties(Arrow::${library} PROPERTIES IMPORTED_LOCATION ${file})
  target_include_directories(Arrow::${library} SYSTEM INTERFACE ${OA_ARROW_INCLUDE})
endforeach()
target_link_libraries(Arrow::parquet INTERFACE Arrow::arrow)

# libtorch from the pinned torch wheel, whose own TorchConfig.cmake asks for a CUDA toolkit. Installed without its
# dependencies but for libcudart and libcupti, which libtorch_cpu.so names. Any libtorch from 2.6 on does as well:
# -DOA_TORCH=folder with include/ and lib/.
file(GLOB oa_torch ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/torch)
file(GLOB oa_cuda_libraries ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/nvidia/cu*/lib)
set(OA_TORCH ${oa_torch} CACHE PATH "libtorch: the folder of include/ and lib/")
set(OA_TORCH_CUDA_LIBRARIES ${oa_cuda_libraries} CACHE PATH "the folder of libcudart, for a libtorch that wants it")
foreach(library c10 torch_cpu)
  set(file ${OA_TORCH}/lib/lib${library}.so)
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "${file} is missing: run ./dev setup, or give OA_TORCH")
  endif()
  add_library(Torch::${library} SHARED IMPORTED)
  set_target_properties(Torch::${library} PROPERTIES IMPORTED_LOCATION ${file})
  target_include_directories(Torch::${library} SYSTEM INTERFACE ${OA_TORCH}/include ${OA_TORCH}/include/torch/csrc/api/include)
endforeach()
add_library(Torch::torch INTERFACE IMPORTED)
target_link_libraries(Torch::torch INTERFACE Torch::torch_cpu Torch::c10)
target_link_options(Torch::torch INTERFACE -Wl,--allow-shlib-undefined)
if(NOT SKBUILD)  # a wheel finds the one beside it
  target_link_options(Torch::torch INTERFACE -Wl,-rpath,${OA_TORCH}/lib -Wl,-rpath,${OA_TORCH_CUDA_LIBRARIES})
endif()

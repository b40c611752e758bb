# A tree that runs without the checkout: command, libraries, Arrow's libraries, share files, headers, package files.
# libtorch (440 MB) is not copied: libopenaffect_neural.so names the folder that it was built against
# (the option -rpath of Torch::torch, which an installation leaves as it is).
include(CMakePackageConfigHelpers)

# The same run paths before and after installing: those that CMake rewrites end in a colon in the build tree, an empty
# entry, which is the folder that somebody happens to stand in.
set_target_properties(openaffect_command openaffect openaffect_tables openaffect_neural openaffect_cli_tables
                      PROPERTIES BUILD_WITH_INSTALL_RPATH ON)
set_target_properties(openaffect_command PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
set_target_properties(openaffect openaffect_neural PROPERTIES INSTALL_RPATH "$ORIGIN")
# Behind its own folder, where installing copies Arrow's libraries, the one that they were linked from.
set_target_properties(openaffect_tables openaffect_cli_tables PROPERTIES INSTALL_RPATH "$ORIGIN;${OA_ARROW_LIB}")

install(TARGETS openaffect openaffect_tables EXPORT OpenAffectTargets)
install(TARGETS openaffect_command openaffect_cli_tables openaffect_neural)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/openaffect DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h" PATTERN "block_content.h" EXCLUDE PATTERN "cli" EXCLUDE PATTERN "python" EXCLUDE)
install(FILES ${CMAKE_BINARY_DIR}/generated/openaffect/version.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/openaffect)
foreach(library arrow parquet)
  install(FILES ${OA_ARROW_LIB}/lib${library}.so.${OA_ARROW_SOVERSION} DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()
# Opened when an s3:// path is named; other Arrows have it inside libarrow.
install(FILES ${OA_ARROW_LIB}/libarrow_s3.so.${OA_ARROW_SOVERSION} DESTINATION ${CMAKE_INSTALL_LIBDIR} OPTIONAL)
# Of our own models, which are links in the share folder of a checkout, only the one that anybody may use.
install(DIRECTORY ${CMAKE_SOURCE_DIR}/.cache/share/openaffect/ DESTINATION ${CMAKE_INSTALL_DATADIR}/openaffect
        PATTERN "models" EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/models/text DESTINATION ${CMAKE_INSTALL_DATADIR}/openaffect/models OPTIONAL)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/THIRD_PARTY.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/openaffect)

set(oa_package ${CMAKE_INSTALL_LIBDIR}/cmake/OpenAffect)
install(EXPORT OpenAffectTargets NAMESPACE OpenAffect:: DESTINATION ${oa_package})
configure_package_config_file(cmake/OpenAffectConfig.cmake.in ${CMAKE_BINARY_DIR}/OpenAffectConfig.cmake
                              INSTALL_DESTINATION ${oa_package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/OpenAffectConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/OpenAffectConfig.cmake ${CMAKE_BINARY_DIR}/OpenAffectConfigVersion.cmake DESTINATION ${oa_package})

# The build tree finds its share files as the installed one does: beside bin/.
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/.cache/share ${CMAKE_BINARY_DIR}/share SYMBOLIC)

# cmake --install: libraries, headers, find_package(fieldcall) and pkg-config files.
include(CMakePackageConfigHelpers)

set(FIELDCALL_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/fieldcall")
set(fieldcall_targets fieldcall_core)
if(TARGET fieldcall_native)
  list(APPEND fieldcall_targets fieldcall_native)
endif()
install(TARGETS ${fieldcall_targets} EXPORT fieldcall-targets FILE_SET HEADERS)
install(EXPORT fieldcall-targets NAMESPACE fieldcall:: DESTINATION "${FIELDCALL_CMAKE_DIR}")
# An export of its own: only who asks for the component needs prometheus-cpp.
if(TARGET fieldcall_prometheus)
  install(TARGETS fieldcall_prometheus EXPORT fieldcall-prometheus-targets)
  install(EXPORT fieldcall-prometheus-targets NAMESPACE fieldcall::
          DESTINATION "${FIELDCALL_CMAKE_DIR}")
endif()
if(TARGET fieldcall_cli)
  install(TARGETS fieldcall_cli fieldcall_example_api)
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/fieldcall-config.cmake.in"
  "${PROJECT_BINARY_DIR}/fieldcall-config.cmake" INSTALL_DESTINATION "${FIELDCALL_CMAKE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/fieldcall-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/fieldcall-config.cmake"
              "${PROJECT_BINARY_DIR}/fieldcall-config-version.cmake"
        DESTINATION "${FIELDCALL_CMAKE_DIR}")

foreach(part core native prometheus)
  if(TARGET fieldcall_${part})
    configure_file("${CMAKE_CURRENT_LIST_DIR}/fieldcall-${part}.pc.in"
                   "${PROJECT_BINARY_DIR}/fieldcall-${part}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/fieldcall-${part}.pc"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
  endif()
endforeach()

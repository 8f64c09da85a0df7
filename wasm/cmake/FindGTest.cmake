# GoogleTest for em++, built from Debian's sources (package googletest) without threads.
find_path(FIELDCALL_GOOGLETEST_DIR googletest/include/gtest/gtest.h PATHS /usr/src/googletest
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(GTest REQUIRED_VARS FIELDCALL_GOOGLETEST_DIR)
if(GTest_FOUND AND NOT TARGET GTest::gtest)
  set(gtest_disable_pthreads ON CACHE BOOL "" FORCE)
  set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
  add_subdirectory("${FIELDCALL_GOOGLETEST_DIR}" "${PROJECT_BINARY_DIR}/googletest" EXCLUDE_FROM_ALL
                   SYSTEM)
  foreach(library gtest gtest_main gmock)
    # Its warnings are not ours, and it asks for exceptions, which this build has none of.
    set_target_properties(${library} PROPERTIES COMPILE_FLAGS "")
    target_compile_options(${library} PRIVATE -w -O0)
  endforeach()
endif()

# install(), find_package(fieldcall) and pkg-config

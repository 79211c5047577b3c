package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import java.util.function.Function;

/// One line of a route table: what a method on a path means.
///
/// @param path as `/subscriptions/{subscription}/resourceGroups/{group}`
record ArmRoute(String method, String path, Function<ArmCall, Bound<?>> bind) {
  static ArmRoute of(String method, String path, Function<ArmCall, Bound<?>> bind) {
    return new ArmRoute(method, path, bind);
  }
}

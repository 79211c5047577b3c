package dev.strongroom.kernel;

import java.util.Map;

/// A state that policy may look at before it is stored. Facts hold names and attributes, never
/// values of secrets.
public interface Governed {
  Map<String, String> facts();
}

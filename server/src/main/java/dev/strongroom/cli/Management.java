package dev.strongroom.cli;

import java.io.IOException;

/// Requests to the control plane of a server, with somebody's token.
@FunctionalInterface
interface Management {
  record Answer(int status, String body) {
    boolean good() {
      return status >= 200 && status < 300;
    }
  }

  /// @param path with its query
  /// @param body empty for none
  Answer send(String method, String path, String body) throws IOException, Failure;
}

package dev.strongroom.cli;

/// The version this was built as.
final class Version {
  private Version() {}

  static String current() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }
}

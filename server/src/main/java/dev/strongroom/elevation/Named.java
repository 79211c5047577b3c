package dev.strongroom.elevation;

import java.util.Optional;

/// What people call a principal or a scope.
///
/// @param type as `User`, or as `subscription`
public record Named(String displayName, String type, Optional<String> email) {}

package dev.strongroom.elevation;

import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// What a list is asked for.
///
/// @param own whether only what is the caller's own is shown
/// @param after the last name of the page before
public record Listing(
    Level level, ResourceId scope, ScheduleFilter filter, boolean own, Optional<String> after) {}

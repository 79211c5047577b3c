package dev.strongroom.vaults;

import dev.strongroom.model.Tags;
import java.util.Optional;

/// A resource group as a PUT or PATCH describes it, parsed; what is empty was not said.
public record GroupDraft(
    Optional<String> location, Optional<Tags> tags, Optional<String> managedBy) {}

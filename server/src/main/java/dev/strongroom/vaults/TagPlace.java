package dev.strongroom.vaults;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import java.util.function.UnaryOperator;

/// What carries tags.
public interface TagPlace {
  ResourceId resource();

  Tags tags(Work work);

  /// Changes the tags and nothing else. What comes out of `change` has been checked.
  Tags retag(Work work, UnaryOperator<Tags> change);
}

/// I own the values: names, ids, versions, tags, the cloud profile. No I/O, nothing of ours
/// imported.
@NullMarked
package dev.strongroom.model;

import org.jspecify.annotations.NullMarked;

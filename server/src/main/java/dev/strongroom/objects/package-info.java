/// I own what secrets, keys and certificates have in common: paths, attributes, versions, pages,
/// and the life of an object from its first version over its soft deletion to its purge. What an
/// object is for, I do not know.
@NullMarked
package dev.strongroom.objects;

import org.jspecify.annotations.NullMarked;

/// I own management groups: the tree above the subscriptions, through which roles and denials are
/// inherited.
@NullMarked
package dev.strongroom.groups;

import org.jspecify.annotations.NullMarked;

/// I own what directories elsewhere keep here: users and groups that a provisioning client creates,
/// changes and removes. A client reaches what it made itself, and nothing else.
@NullMarked
package dev.strongroom.provisioning;

import org.jspecify.annotations.NullMarked;

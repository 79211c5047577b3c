/// I own `graph.<suffix>`: the part of Microsoft Graph v1.0 that tools need to find and make
/// principals.
@NullMarked
package dev.strongroom.graph;

import org.jspecify.annotations.NullMarked;

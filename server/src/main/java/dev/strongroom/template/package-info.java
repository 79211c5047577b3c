/// I own the language of ARM templates: its grammar, values, functions and loops, and the order in
/// which a template's resources can be made. I make nothing and ask nobody; what lies around a
/// deployment is asked through [Surroundings].
@NullMarked
package dev.strongroom.template;

import org.jspecify.annotations.NullMarked;

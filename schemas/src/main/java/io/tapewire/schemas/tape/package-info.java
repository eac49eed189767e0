/** How a trade is written in a tape: the columns of the CSV file and one line of it. */
package io.tapewire.schemas.tape;

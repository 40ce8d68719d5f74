package consimt.form;

import consimt.answer.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A row of a list that was read by itself.
 *
 * @param problems of its fields
 * @param doubts of values that count all the same
 * @param given the fields that have a value
 * @param row makes what was read, if enough of its fields have a value
 */
public record ReadRow<T>(List<Problem> problems, List<Problem> doubts, Set<String> given, Supplier<T> row) {}

package consimt.relation;

import java.time.LocalDate;

/**
 * The removal from a marketing list that people at the business do by hand, as promised at an opt-out.
 *
 * @param stopsBy the last day, in the business's time zone, on which marketing may still come
 * @param optOut the opt-out that it follows from
 */
public record Removal(LocalDate stopsBy, Mark optOut) {}

package consimt.insight;

/** @param text one or two sentences, in the business's language */
public record Advice(String text, AdviceFigures figures) {}

package io.paylog.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a page holds that is not prose. */
final class Markdown {

    private static final String FENCE = "```";

    private Markdown() {}

    /**
     * What stands between two fences.
     *
     * @param language what is said after the opening fence
     * @param line of the opening fence, from 1
     * @param text of whole lines
     */
    record Block(String language, int line, String text) {}

    static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        String language = "";
        int start = 0;
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : page.lines().toList()) {
            number++;
            boolean fence = line.strip().startsWith(FENCE);
            if (fence && start == 0) {
                start = number;
                language = line.strip().substring(FENCE.length());
                text.setLength(0);
            } else if (fence) {
                blocks.add(new Block(language, start, text.toString()));
                start = 0;
            } else if (start > 0) {
                text.append(line).append('\n');
            }
        }
        if (start > 0) {
            throw new IllegalArgumentException("the block of line " + start + " does not end");
        }
        return blocks;
    }

    /** The page without what stands between fences. */
    static String prose(String page) {
        return page.replaceAll("(?ms)^ *```.*?^ *```[^\\n]*$", "");
    }

    /** What links to headings of the page end with. */
    static Set<String> anchors(String page) {
        return prose(page)
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}

package io.quantumlayer.metaprompt.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A message whose Mustache text has been parsed; safe for use by several threads. */
record CompiledMessage(String role, Template template, Set<String> variables) {

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .emptyStringIsFalse(true)
            .strictSections(true)
            .nullValue("");

    static CompiledMessage of(TemplateDefinition.Message message) {
        Template template = COMPILER.compile(message.template());
        Names names = new Names();
        template.visit(names);
        return new CompiledMessage(message.role(), template, Set.copyOf(names.found));
    }

    String render(Map<String, ?> values) {
        return template.execute(values);
    }

    /** Collects what the template refers to; {@code .} is the element of the list around it. */
    private static final class Names implements Mustache.Visitor {

        private final Set<String> found = new LinkedHashSet<>();

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            if (!name.equals(".")) {
                found.add(name);
            }
        }

        @Override
        public boolean visitInclude(String name) {
            throw new MustacheException("includes another template, which is not possible here");
        }

        @Override
        public boolean visitSection(String name) {
            found.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            found.add(name);
            return true;
        }
    }
}

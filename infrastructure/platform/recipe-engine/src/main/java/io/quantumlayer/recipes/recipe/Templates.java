package io.quantumlayer.recipes.recipe;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates in FreeMarker's square-bracket syntax. An undefined variable is an error; templates reach no
 * class, no file outside the recipe folders and nothing that changes from call to call.
 */
public final class Templates {

    private final Configuration configuration;

    /** @param recipesDir folder with recipes beside the ones that the engine brings along, or {@code null} */
    public Templates(@Nullable Path recipesDir) {
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("c");
        configuration.setLocalizedLookup(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setTemplateLoader(loader(recipesDir));
    }

    private static TemplateLoader loader(@Nullable Path recipesDir) {
        ClassTemplateLoader own = new ClassTemplateLoader(Templates.class, "/recipes");
        ClassTemplateLoader engine = new ClassTemplateLoader(Templates.class, "/engine");
        if (recipesDir == null) {
            return new MultiTemplateLoader(new TemplateLoader[] {own, engine});
        }
        try {
            FileTemplateLoader theirs = new FileTemplateLoader(recipesDir.toFile());
            return new MultiTemplateLoader(new TemplateLoader[] {own, engine, theirs});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(recipesDir + " cannot be read", unreadable);
        }
    }

    /** Parses a template file, so that a broken one is found before it is needed. */
    void check(String path) throws IOException {
        Template template = configuration.getTemplate(path);
        if (template.getName().isEmpty()) {
            throw new IOException(path + " has no name");
        }
    }

    /** Parses a text with interpolations. */
    void checkText(String text) throws IOException {
        if (isTemplate(text)) {
            Template template = new Template("text", text, configuration);
            if (template.getRootTreeNode() == null) {
                throw new IOException("the text is empty");
            }
        }
    }

    /**
     * Renders a template file.
     *
     * @throws IllegalStateException if the template asks for something that the model lacks
     */
    public String render(String path, Map<String, ?> model) {
        try {
            return process(configuration.getTemplate(path), model);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Template " + path + " cannot be read", unreadable);
        }
    }

    /** Renders a text with interpolations; most texts have none and stay as they are. */
    public String renderText(String text, Map<String, ?> model) {
        if (!isTemplate(text)) {
            return text;
        }
        try {
            return process(new Template("text", text, configuration), model);
        } catch (IOException malformed) {
            throw new UncheckedIOException("The text \"" + text + "\" is no template", malformed);
        }
    }

    private static boolean isTemplate(String text) {
        return text.contains("[=") || text.contains("[#");
    }

    private static String process(Template template, Map<String, ?> model) {
        StringWriter out = new StringWriter();
        try {
            template.process(model, out);
        } catch (TemplateException failed) {
            throw new IllegalStateException(
                    "Template " + template.getName() + " failed: " + failed.getMessageWithoutStackTop(), failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }
}

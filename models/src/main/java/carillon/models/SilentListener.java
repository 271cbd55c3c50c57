package carillon.models;

import carillon.engine.spi.ModelListener;

/** Lets everything pass unheard. */
enum SilentListener implements ModelListener {
    INSTANCE;

    @Override
    public void text(String more) {}

    @Override
    public void reasoning(String more) {}

    @Override
    public void toolArguments(int index, String tool, String more) {}

    @Override
    public void toolCall(String tool, String arguments) {}

    @Override
    public void asking() {}

    @Override
    public void tooMany() {}

    @Override
    public void waiting(String reason) {}
}

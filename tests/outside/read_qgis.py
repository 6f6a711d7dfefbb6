"""Open geodata files in QGIS and print as JSON how it reads them.

Run by the Python that comes with QGIS. The arguments are a folder for pictures, followed by files. A
GeoPackage is also drawn, each layer in its own style, at 400 by 300 pixels.
"""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

TOP_FIRST = ("contact", "plan_line", "strip", "zones")


def said_of(layer):
    """Return a layer's validity, size, coordinate system, legend, and the number of invalid shapes."""
    renderer = layer.renderer()
    return {
        "valid": layer.isValid(), "error": layer.dataProvider().error().message(),
        "count": layer.featureCount(), "crs": layer.crs().authid(), "renderer": renderer.type(),
        "legend": [[str(entry.value()), entry.label(), entry.symbol().symbolLayer(0).color().name()]
                   for entry in renderer.categories()] if renderer.type() == "categorizedSymbol" else [],
        "bad": sum(shape.geometry().isNull() or not shape.geometry().isGeosValid()
                   for shape in layer.getFeatures()),
    }


def draw(layers, path):
    """Draw the layers in the east of Ukraine into a PNG; return the drawing errors."""
    settings = QgsMapSettings()
    settings.setLayers(sorted(layers, key=lambda layer: TOP_FIRST.index(layer.name())))
    settings.setBackgroundColor(QColor("#F4F2EC"))
    settings.setOutputSize(QSize(400, 300))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(36, 47, 39.5, 49.625))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))
    return [error.message for error in job.errors()]


def main(folder, *paths):
    """Print one JSON object: for each file, its layers by name and the drawing errors."""
    app = QgsApplication([], False)
    app.initQgis()
    complaints = []
    app.messageLog().messageReceived.connect(lambda *message: complaints.append(message[0]))
    found = {}
    for path in paths:
        parts = QgsProviderRegistry.instance().querySublayers(path)
        layers = [QgsVectorLayer(part.uri(), part.name(), "ogr") for part in parts]
        layers = [layer for layer in layers if layer.isSpatial()]
        errors = draw(layers, Path(folder) / f"{Path(path).stem}.png") if path.endswith(".gpkg") else []
        found[Path(path).name] = {"layers": {layer.name() + layer.subsetString(): said_of(layer)
                                             for layer in layers}, "errors": errors}
    found["complaints"] = complaints
    sys.stdout.write(json.dumps(found))


main(*sys.argv[1:])

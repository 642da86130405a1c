/** The columns by which a vehicle's energy use is known. */
export interface VehicleEnergy {
  readonly mpg: number | null
  readonly mi_per_kwh: number | null
  readonly range_mi: number | null
}

/** Say what a vehicle lacks to be run: it burns gasoline (mpg) or is electric (mi_per_kwh, range_mi). */
export function vehicleProblem(
  vehicle: VehicleEnergy,
): { readonly column: keyof VehicleEnergy; readonly message: string } | undefined {
  if (vehicle.mpg === null && vehicle.mi_per_kwh === null) {
    return { column: 'mpg', message: 'is blank, and so is mi_per_kwh; one of them is needed' }
  }
  if (vehicle.mi_per_kwh !== null && vehicle.range_mi === null) {
    return { column: 'range_mi', message: 'is blank; an electric vehicle (mi_per_kwh) needs it' }
  }
  return undefined
}
